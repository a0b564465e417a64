import { join } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

/**
 * What the packaged program can no longer be talked into: running as Node, taking options from the
 * environment or an inspector, loading code from beside its archive. A fuse that a newer Electron
 * adds fails the packaging until it is decided here.
 */
export const fuses = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: /** @type {const} */ (true),
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // There are no cookies, and the keychain would ask the member for a password on their behalf.
  [FuseV1Options.EnableCookieEncryption]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.WasmTrapHandlers]: true,
}

/** @param {import('electron-builder').AfterPackContext} context */
export const afterPack = async (context) => {
  const { appOutDir, electronPlatformName, packager } = context
  const product = packager.appInfo.productFilename
  const program =
    electronPlatformName === 'darwin'
      ? `${product}.app`
      : electronPlatformName === 'win32'
        ? `${product}.exe`
        : 'conclave'
  const resetAdHocDarwinSignature = electronPlatformName === 'darwin'
  await flipFuses(join(appOutDir, program), { ...fuses, resetAdHocDarwinSignature })
}
