import {
  Badge,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Modal,
  Notification,
  Tooltip,
} from '@mantine/core'

/**
 * Calm, restrained, high contrast. Shade 7 of every colour reads on white and on its own tint with
 * at least 4.5:1, shade 6 carries white text on the dark side; axe checks both on every screen.
 */
const palette = (...shades: readonly string[]): MantineColorsTuple =>
  shades as unknown as MantineColorsTuple

// biome-ignore format: one palette a line compares better
const colors = {
  ink: palette('#e9f5f4', '#d2eae8', '#a6d5d1', '#76bfba', '#4ca7a2', '#2d8e89', '#19756f', '#0f605c', '#0b4d4a', '#083938'),
  red: palette('#fbeeed', '#f5dbd9', '#ebb5b1', '#e59a94', '#d5665f', '#c74a43', '#b23a33', '#962e28', '#7a2520', '#5f1c18'),
  orange: palette('#fdf1e9', '#f9dfcd', '#f1bd99', '#e8985f', '#dd7832', '#c1601c', '#9f4d14', '#7f3d0f', '#65300b', '#4b2408'),
  yellow: palette('#fdf5e6', '#f9e8c8', '#f2cf8f', '#eab455', '#dd9a2b', '#c08019', '#92600f', '#734a0a', '#5a3a08', '#432b05'),
  green: palette('#eef6ee', '#d9ebd9', '#b2d6b3', '#88bf8b', '#61a866', '#45904b', '#34773a', '#29602e', '#204b24', '#17371a'),
  blue: palette('#edf3f9', '#d8e5f2', '#b0cbe4', '#84aed5', '#5c92c6', '#4179b1', '#306297', '#264f7b', '#1e3f62', '#162e49'),
  gray: palette('#f6f8f8', '#eef1f1', '#e2e6e7', '#d2d8d9', '#868f93', '#737d81', '#5c666a', '#485155', '#333b3f', '#1e2427'),
  dark: palette('#e1e6e7', '#c3cacc', '#a3adb0', '#8b959a', '#717b7f', '#343d41', '#242b2f', '#191f22', '#13181a', '#0d1112'),
}

const systemFonts =
  'system-ui, -apple-system, "Segoe UI", "Noto Sans", Cantarell, Ubuntu, "Liberation Sans", sans-serif'

export const theme = createTheme({
  colors,
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  black: '#161c1f',
  fontFamily: systemFonts,
  fontFamilyMonospace:
    'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.35' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h4: { fontSize: '1rem', lineHeight: '1.45' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Capitals shout and read slower; a state is a word.
    Badge: Badge.extend({ defaultProps: { variant: 'light', tt: 'none', fw: 600 } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, transitionProps: { duration: 120 } },
      styles: { title: { fontWeight: 600 } },
    }),
    // White on white: without an edge a toast reads as part of the page below it.
    Notification: Notification.extend({ defaultProps: { withBorder: true } }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 400 } }),
  },
})

/** Mantine's own greys for dimmed text, placeholders and errors stay below 4.5:1. */
export const resolveCssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[6],
    '--mantine-color-placeholder': colors.gray[6],
    '--mantine-color-error': colors.red[7],
    '--mantine-color-body': '#ffffff',
    '--conclave-surface': colors.gray[0],
    '--conclave-border': colors.gray[3],
    '--conclave-input-border': colors.gray[4],
    '--conclave-focus': colors.ink[7],
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[2],
    '--mantine-color-placeholder': colors.dark[2],
    '--mantine-color-error': colors.red[3],
    '--mantine-color-anchor': colors.ink[3],
    '--conclave-surface': colors.dark[8],
    '--conclave-border': colors.dark[5],
    '--conclave-input-border': colors.dark[4],
    '--conclave-focus': colors.ink[3],
  },
})
