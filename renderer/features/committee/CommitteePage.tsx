import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useVaultQuery } from '../../client/client'
import { PageHeader } from '../../components/PageHeader'
import { QueryState } from '../../components/QueryState'
import { useFormats } from '../../hooks/formats'
import { MemberCard } from './MemberCard'

/** Who is on the committee, since when, and by which machines they sign. */
export const CommitteePage = () => {
  const { t } = useTranslation('committee')
  const formats = useFormats()
  const committee = useVaultQuery('committee.get', {})
  return (
    <QueryState query={committee} lines={6}>
      {({ name, foundedAtMs, members, playbook }) => (
        <>
          <PageHeader
            title={name}
            description={t('founded', {
              date: formats.date(foundedAtMs),
              count: members.length,
              playbook: playbook.name,
            })}
          />
          <Stack component="ul" p={0} m={0} gap="md" style={{ listStyle: 'none' }}>
            {members.map((member) => (
              <li key={member.memberId}>
                <MemberCard member={member} />
              </li>
            ))}
          </Stack>
        </>
      )}
    </QueryState>
  )
}
