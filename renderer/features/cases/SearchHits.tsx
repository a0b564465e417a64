import { Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../../shared/contracts/views'
import { useVaultQuery } from '../../client/client'
import { EmptyState } from '../../components/EmptyState'
import { QueryState } from '../../components/QueryState'
import { StatusMark } from './marks'
import classes from './SearchHits.module.css'

const maxHits = 50

interface SearchHitsProps {
  readonly text: string
  readonly listRef: RefObject<HTMLUListElement | null>
  /** Arrow up from the first hit. */
  readonly onLeave: () => void
}

/** Moves the focus between the buttons of a list. */
const moveFocus = (event: KeyboardEvent<HTMLUListElement>, onLeave: () => void): void => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
  event.preventDefault()
  if (event.key === 'ArrowUp' && at <= 0) onLeave()
  else buttons[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
}

/** Where the words stand, with the words marked. */
export const SearchHits = ({ text, listRef, onLeave }: SearchHitsProps) => {
  const { t } = useTranslation('cases')
  const query = useVaultQuery(
    'case.search',
    { text, limit: maxHits },
    // What was searched for is not kept once it is off the screen.
    { keepPrevious: true, gcTimeMs: 0, staleTimeMs: 0 },
  )
  return (
    <QueryState query={query} lines={6}>
      {({ hits, more }) =>
        hits.length === 0 ? (
          <EmptyState
            icon={<IconSearchOff size={32} stroke={1.4} aria-hidden />}
            title={t('search.none')}
            description={t('search.noneHint')}
          />
        ) : (
          <Stack gap="sm">
            <Text size="sm" c="dimmed" role="status">
              {more
                ? t('search.more', { count: hits.length })
                : t('search.count', { count: hits.length })}
            </Text>
            <ul
              className={classes.list}
              ref={listRef}
              aria-label={t('search.results')}
              onKeyDown={(event) => moveFocus(event, onLeave)}
            >
              {hits.map((hit) => (
                <li key={`${hit.caseId}-${hit.field}`}>
                  <Hit hit={hit} />
                </li>
              ))}
            </ul>
          </Stack>
        )
      }
    </QueryState>
  )
}

const Hit = ({ hit }: { readonly hit: SearchHit }) => {
  const { t } = useTranslation('cases')
  const navigate = useNavigate()
  return (
    <UnstyledButton
      className={classes.hit ?? ''}
      onClick={() => void navigate({ to: '/cases/$caseId', params: { caseId: hit.caseId } })}
    >
      <Group gap="md" component="span" display="flex">
        <Text component="span" fw={600}>
          {hit.codeName}
        </Text>
        <StatusMark status={hit.status} />
        <Text component="span" size="sm" c="dimmed">
          {t('search.in', { field: t(`search.field.${hit.field}`) })}
        </Text>
      </Group>
      <Text component="span" display="block" size="sm" className={classes.snippet ?? ''}>
        {hit.snippet.map((piece, at) =>
          piece.hit ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text in their order
            <mark key={at}>{piece.text}</mark>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text in their order
            <span key={at}>{piece.text}</span>
          ),
        )}
      </Text>
    </UnstyledButton>
  )
}
