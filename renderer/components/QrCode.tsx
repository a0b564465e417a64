import { useMemo } from 'react'
import { encode } from 'uqr'
import classes from './code.module.css'

interface QrCodeProps {
  readonly text: string
  readonly label: string
}

/** Modules of quiet space around a QR code (ISO/IEC 18004 asks for four). */
const quietModules = 4

/** A QR code as one path, drawn here: no address, no image file, nothing to leak. */
export const QrCode = ({ text, label }: QrCodeProps) => {
  const { path, size } = useMemo(() => {
    const { data, size: modules } = encode(text, { border: quietModules, ecc: 'M' })
    const dark = data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    )
    return { path: dark.join(''), size: modules }
  }, [text])
  return (
    <svg className={classes.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} shapeRendering="crispEdges" />
    </svg>
  )
}
