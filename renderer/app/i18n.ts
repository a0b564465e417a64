import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import cases from '../../resources/locales/en/cases.json'
import committee from '../../resources/locales/en/committee.json'
import common from '../../resources/locales/en/common.json'
import errors from '../../resources/locales/en/errors.json'
import exchange from '../../resources/locales/en/exchange.json'
import intake from '../../resources/locales/en/intake.json'
import meeting from '../../resources/locales/en/meeting.json'
import members from '../../resources/locales/en/members.json'
import notices from '../../resources/locales/en/notices.json'
import settings from '../../resources/locales/en/settings.json'
import vault from '../../resources/locales/en/vault.json'

const en = {
  common,
  vault,
  committee,
  members,
  notices,
  exchange,
  meeting,
  settings,
  errors,
  intake,
  cases,
}

// Keys are checked by the compiler: a text that is not in a file does not build.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof en
  }
}

/** The app's texts. Everything is bundled: nothing is fetched. */
export const createI18n = (): i18n => {
  const instance = i18next.createInstance()
  void instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'common',
    ns: Object.keys(en),
    resources: { en },
    // React escapes already.
    interpolation: { escapeValue: false },
    initAsync: false,
    showSupportNotice: false,
  })
  return instance
}
