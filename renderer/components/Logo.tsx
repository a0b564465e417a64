interface LogoProps {
  /** Pixels. */
  readonly size: number
}

/** A door with a keyhole: a room that can be locked. Decorative; the name stands beside it. */
export const Logo = ({ size }: LogoProps) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path d="M4 30V15C4 8 9.400 2 16 2s12 6 12 13v15z" fill="var(--mantine-primary-color-filled)" />
    <circle cx="16" cy="15" r="3.600" fill="#fff" />
    <path d="M14.600 16.500h2.800L18.800 24h-5.600z" fill="#fff" />
  </svg>
)
