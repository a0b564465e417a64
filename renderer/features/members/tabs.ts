export const memberTabs = ['people', 'joining', 'leaving'] as const
export type MemberTab = (typeof memberTabs)[number]

/** The tab of an address; the first where it names none. */
export const memberTabOf = (value: unknown): MemberTab =>
  memberTabs.find((tab) => tab === value) ?? 'people'
