// A sync page that says who it is, and sends back to the vault what the vault sends.
addEventListener('message', ({ data, ports: [control, link] }) => {
  if (data !== 'conclave:sync-port') return
  const value = { protocolVersion: 1, canLink: true, openLinks: 0 }
  control.onmessage = ({ data: { i } }) =>
    control.postMessage({ t: 's', i, r: { ok: true, value } })
  link.onmessage = ({ data: message }) => {
    if (message.kind === 'frame') link.postMessage(message)
  }
  link.postMessage({ kind: 'ready', canLink: true })
})
