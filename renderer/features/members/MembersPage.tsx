import { Badge, Button, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserPlus } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useVaultQuery } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { PageHeader } from '../../components/PageHeader'
import { QueryState } from '../../components/QueryState'
import { useFormats } from '../../hooks/formats'
import { CheckInCard } from './CheckInCard'
import { InviteDialog } from './InviteDialog'
import { JoiningTab } from './JoiningTab'
import { LeavingTab } from './LeavingTab'
import { PeopleTab } from './PeopleTab'
import { memberTabOf, memberTabs } from './tabs'

/** Who is on the committee, who is joining and who is leaving. */
export const MembersPage = () => {
  const { t } = useTranslation('members')
  const formats = useFormats()
  const navigate = useNavigate()
  const { tab } = useSearch({ from: '/inside/committee' })
  const canWrite = mayWrite(useUnlockedSession())
  const committee = useVaultQuery('committee.get', {})
  const list = useVaultQuery('member.list', {})
  const requests = useVaultQuery('request.list', {})
  const [isInviting, { open, close }] = useDisclosure(false)
  const toSign = requests.data?.filter(({ mine }) => mine === 'may-sign').length ?? 0
  return (
    <>
      <QueryState query={committee} lines={2}>
        {({ name, foundedAtMs, playbook }) => (
          <PageHeader
            title={name}
            description={t('founded', {
              date: formats.date(foundedAtMs),
              playbook: playbook.name,
            })}
            actions={
              <Button
                leftSection={<IconUserPlus size={16} aria-hidden />}
                disabled={!canWrite}
                onClick={open}
              >
                {t('invite.button')}
              </Button>
            }
          />
        )}
      </QueryState>
      <QueryState query={list} lines={6}>
        {({ members, employers }) => {
          const current = members.filter(({ state }) => state === 'current')
          const self = current.find(({ isSelf }) => isSelf)
          return (
            <>
              {self?.checkIn.isDue === true && <CheckInCard isLast={current.length === 1} />}
              <Tabs
                value={tab ?? 'people'}
                onChange={(value) =>
                  void navigate({ to: '/committee', search: { tab: memberTabOf(value) } })
                }
                keepMounted={false}
              >
                <Tabs.List mb="md" aria-label={t('tabs.label')}>
                  {memberTabs.map((name) => (
                    <Tabs.Tab
                      key={name}
                      value={name}
                      rightSection={
                        name === 'joining' && toSign > 0 ? (
                          <Badge component="span" variant="filled" size="sm" circle>
                            {toSign}
                          </Badge>
                        ) : undefined
                      }
                    >
                      {t(`tabs.${name}`, { count: current.length })}
                    </Tabs.Tab>
                  ))}
                </Tabs.List>
                <Tabs.Panel value="people">
                  <PeopleTab members={members} employers={employers} />
                </Tabs.Panel>
                <Tabs.Panel value="joining">
                  <JoiningTab />
                </Tabs.Panel>
                <Tabs.Panel value="leaving">
                  <LeavingTab />
                </Tabs.Panel>
              </Tabs>
            </>
          )
        }}
      </QueryState>
      {isInviting && <InviteDialog onClose={close} />}
    </>
  )
}
