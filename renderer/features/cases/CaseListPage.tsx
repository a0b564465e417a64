import { Button, CloseButton, Group, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconFilterOff, IconFolderPlus, IconPlus, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUnlockedSession } from '../../client/session'
import { EmptyState } from '../../components/EmptyState'
import { ErrorState } from '../../components/ErrorState'
import { LoadingState } from '../../components/LoadingState'
import { PageHeader } from '../../components/PageHeader'
import { useSearchRequest } from '../../hooks/search-request'
import { CaseFilters } from './CaseFilters'
import classes from './CaseListPage.module.css'
import { CaseTable } from './CaseTable'
import { firstView, type ListView, noFilter } from './list-view'
import { OpenIntakes } from './OpenIntakes'
import { SearchHits } from './SearchHits'
import { useCaseWindow } from './use-case-window'

/** A pause in typing, after which the vault is asked. */
const searchPauseMs = 150
const maxSearchChars = 300

// As it was left, until the page is loaded anew, which locking does.
let rememberedView = firstView

export const CaseListPage = () => {
  const { t } = useTranslation('cases')
  const { readOnly } = useUnlockedSession()
  const [text, setText] = useState('')
  const [searched] = useDebouncedValue(text.trim(), searchPauseMs)
  const field = useRef<HTMLInputElement>(null)
  const hits = useRef<HTMLUListElement>(null)
  useSearchRequest(() => field.current?.focus())
  const isSearching = text.trim() !== ''
  return (
    <div className={classes.page} data-searching={isSearching || undefined}>
      <PageHeader
        title={t('list.title')}
        actions={
          readOnly === null && (
            <Button
              component={Link}
              to="/intake/new"
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
            >
              {t('list.newReport')}
            </Button>
          )
        }
      />
      {!isSearching && <OpenIntakes />}
      <CaseList
        isHidden={isSearching}
        searchField={
          <TextInput
            ref={field}
            type="search"
            aria-label={t('search.label')}
            placeholder={t('search.placeholder')}
            leftSection={<IconSearch size={18} aria-hidden />}
            rightSection={
              text === '' ? null : (
                <CloseButton
                  size="sm"
                  aria-label={t('search.clear')}
                  onClick={() => {
                    setText('')
                    field.current?.focus()
                  }}
                />
              )
            }
            value={text}
            maxLength={maxSearchChars}
            autoComplete="off"
            spellCheck={false}
            flex="1 1 16rem"
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setText('')
              if (event.key === 'ArrowDown' && isSearching) {
                event.preventDefault()
                hits.current?.querySelector('button')?.focus()
              }
            }}
          />
        }
      />
      {isSearching &&
        (searched === '' ? (
          <LoadingState lines={6} />
        ) : (
          <SearchHits text={searched} listRef={hits} onLeave={() => field.current?.focus()} />
        ))}
    </div>
  )
}

interface CaseListProps {
  readonly searchField: React.ReactNode
  /** While hits of a search take the place of the list. */
  readonly isHidden: boolean
}

const CaseList = ({ searchField, isHidden }: CaseListProps) => {
  const [view, setView] = useState(rememberedView)
  const changeView = (next: ListView) => {
    rememberedView = next
    setView(next)
  }
  return (
    <>
      <Group gap="sm" mb="md" component="search">
        {searchField}
        {!isHidden && (
          <CaseFilters
            filter={view.filter}
            onFilter={(filter) => changeView({ ...view, filter })}
          />
        )}
      </Group>
      {!isHidden && <CaseRows view={view} onView={changeView} />}
    </>
  )
}

interface CaseRowsProps {
  readonly view: ListView
  readonly onView: (view: ListView) => void
}

const CaseRows = ({ view, onView }: CaseRowsProps) => {
  const { t } = useTranslation('cases')
  const { readOnly } = useUnlockedSession()
  const [range, setRange] = useState<readonly [number, number]>([0, 0])
  const onRange = useCallback((first: number, last: number) => setRange([first, last]), [])
  const window = useCaseWindow(view, ...range)
  if (window.failure !== null) {
    return <ErrorState failure={window.failure} onRetry={window.retry} />
  }
  if (window.total === null) return <LoadingState lines={10} />
  if (window.unfilteredTotal === 0) {
    return (
      <EmptyState
        icon={<IconFolderPlus size={32} stroke={1.4} aria-hidden />}
        title={t('list.emptyTitle')}
        description={t('list.emptyHint')}
        actions={
          readOnly === null && (
            <Button component={Link} to="/intake/new">
              {t('list.newReport')}
            </Button>
          )
        }
      />
    )
  }
  if (window.total === 0) {
    return (
      <EmptyState
        icon={<IconFilterOff size={32} stroke={1.4} aria-hidden />}
        title={t('list.noMatch')}
        actions={
          <Button variant="default" onClick={() => onView({ ...view, filter: noFilter })}>
            {t('filter.clear')}
          </Button>
        }
      />
    )
  }
  return (
    <CaseTable view={view} onView={onView} window={window} total={window.total} onRange={onRange} />
  )
}
