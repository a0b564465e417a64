import { describe, expect, it } from 'vitest'
import { ok } from '../../shared/errors/result'
import { withApp } from './support/app'
import { callShell, callVault, waitUntilSettled } from './support/bridge'

const passphrase = 'seven lanterns over a quiet harbour'

describe('the vault process behind the window', () => {
  it('keeps what was founded over a lock, which ends it, and serves the next unlock afresh', async () => {
    await withApp(async ({ page, host, defects }) => {
      expect(await callShell(page, 'shell.info', {})).toMatchObject(ok({ host }))
      const founded = await callVault(page, 'vault.found', {
        committeeName: 'Harbour committee',
        memberName: 'Ada',
        employer: 'Lantern works',
        label: 'Harbour',
        playbook: { id: 'kubernetes' },
        acceptedAgreement: '1',
        passphrase,
      })
      if (!founded.ok) throw new Error(founded.error.code)
      expect(await callVault(page, 'vault.status', {})).toMatchObject(ok({ phase: 'unlocked' }))

      expect(await callVault(page, 'vault.lock', {})).toEqual(ok(null))
      await waitUntilSettled(page)
      expect(await callVault(page, 'vault.status', {})).toEqual(ok({ phase: 'locked' }))

      const folder = founded.value.folder
      const wrong = await callVault(page, 'vault.unlock', { folder, passphrase: 'not this one' })
      expect(wrong).toMatchObject({ ok: false, error: { code: 'vault/wrong-passphrase' } })
      const unlocked = await callVault(page, 'vault.unlock', { folder, passphrase })
      expect(unlocked).toMatchObject(ok({ phase: 'unlocked', committeeName: 'Harbour committee' }))
      expect(defects).toEqual([])
    })
  })

  it('refuses at the boundary what is not in the contract', async () => {
    await withApp(async ({ page }) => {
      const refused = (input: unknown) => callVault(page, 'vault.unlock', input as never)
      for (const input of [
        null,
        7,
        [],
        {},
        { folder: 1, passphrase },
        { folder: '', passphrase, more: 1 },
      ]) {
        expect(await refused(input)).toMatchObject({
          ok: false,
          error: { code: 'contract/invalid-input' },
        })
      }
    })
  })
})
