/**
 * The one nonce of this page's content security policy. Give it to whatever makes style elements:
 * Mantine (`getStyleNonce`), Tiptap (`injectNonce`). Empty where the page has no policy.
 */
export const readNonce = (): string => {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')
  const script = document.querySelector<HTMLScriptElement>('script[nonce]')
  return meta?.nonce || script?.nonce || ''
}
