import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExternalLink } from '../../../../electron/main/policy/external-links'
import { err, ok } from '../../../../shared/errors/result'

describe('links that may leave the app (15)', () => {
  it('are web pages over https, named by their host', () => {
    expect(parseExternalLink('https://example.org:8443/a?b#c')).toEqual(
      ok({ url: 'https://example.org:8443/a?b#c', target: 'example.org:8443' }),
    )
  })

  it('show a look-alike host as it is sent, not as it is drawn', () => {
    expect(parseExternalLink('https://exаmple.org/')).toMatchObject(
      ok({ target: 'xn--exmple-4nf.org' }),
    )
  })

  it('are mail addresses without anything written into the mail', () => {
    expect(parseExternalLink('mailto:ada@example.org?subject=case&body=secret')).toEqual(
      ok({ url: 'mailto:ada@example.org', target: 'ada@example.org' }),
    )
  })

  it.each([
    'http://example.org/',
    'file:///etc/passwd',
    'smb://host/share',
    'javascript:alert(1)',
    'data:text/html,x',
    'ms-msdt:/id',
    'ssh://host',
    'app://conclave/',
    'https://user@example.org/',
    'https://user:pass@example.org/',
    'mailto:',
    'mailto:a@b.example,c@d.example',
    'mailto:a%40b',
    'example.org',
    '',
    'https://',
    `https://e.org/${'a'.repeat(2_000)}`,
  ])('are never %s', (text) => {
    expect(parseExternalLink(text)).toEqual(err({ code: 'link/refused' }))
  })

  it('have one of two schemes, whatever is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl({ validSchemes: ['http', 'https', 'ftp', 'file'] })),
        (text) => {
          const link = parseExternalLink(text)
          if (link.ok) expect(link.value.url).toMatch(/^(https:\/\/|mailto:)/)
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
