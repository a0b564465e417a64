import type { FailureError } from '../../client/client'

/** What a person can put right in the form itself; everything else gets a page of its own. */
const inForm: readonly string[] = [
  'vault/wrong-passphrase',
  'recovery/key-mistyped',
  'recovery/key-wrong',
  'passphrase/too-weak',
]

export const isForForm = (error: FailureError): boolean => inForm.includes(error.code)
