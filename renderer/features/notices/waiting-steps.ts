import type { WaitingItem } from '../../../shared/contracts/committee-views'

/** A key of React for one thing that waits: its kind and what it is about. */
export const keyOf = (item: WaitingItem): string =>
  [
    item.kind,
    ...('noticeId' in item ? [item.noticeId] : []),
    ...('caseId' in item ? [item.caseId] : []),
    ...('matterId' in item ? [item.matterId] : []),
    ...('requestId' in item ? [item.requestId] : []),
    ...('memberId' in item ? [item.memberId] : []),
    ...('name' in item ? [item.name] : []),
  ].join(' ')

/** Where a thing that waits is done. What is done on the spot, without a page of its own, is `null`. */
export const placeOf = (item: WaitingItem) => {
  switch (item.kind) {
    case 'declare':
    case 'declare-again':
    case 'agree-left-out':
      return { to: '/notices/$noticeId', params: { noticeId: item.noticeId } } as const
    case 'share-identity':
      return { to: '/cases/$caseId', params: { caseId: item.caseId }, hash: 'people' } as const
    case 'check-ties':
      return { to: '/cases/$caseId', params: { caseId: item.caseId } } as const
    case 'only-copy':
      return { to: '/exchange' } as const
    case 'ballot':
    case 'enter-removal':
      return { to: '/committee/removals/$matterId', params: { matterId: item.matterId } } as const
    case 'sign-request':
    case 'offboarding':
    case 'check-in':
      return { to: '/committee' } as const
    case 'take-over':
      return { to: '/intake/new' } as const
    case 'grant':
    case 'accept-agreement':
      return null
  }
}
