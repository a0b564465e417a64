import { useTranslation } from 'react-i18next'
import type { Playbook } from '../../../shared/domain/playbook'
import classes from './paper.module.css'

interface BlankFormProps {
  readonly committee: string
  readonly playbook: Playbook
}

const longLines = 12

/** R7 on paper: every field may stay empty. What is written goes into the vault, and the paper away. */
export const BlankForm = ({ committee, playbook }: BlankFormProps) => {
  const { t } = useTranslation(['intake', 'cases'])
  const asked = new Map(
    [
      ...playbook.callScript.flatMap(({ field }) => (field === undefined ? [] : [field])),
      ...playbook.writtenReport.fields,
    ].map((field) => [field.key, field]),
  )
  const fields = [...asked.values()]
  const short = fields.filter(({ kind }) => kind !== 'long')
  const long = fields.filter(({ kind }) => kind === 'long')
  return (
    <>
      <h2>{t('paper.formTitle', { committee })}</h2>
      <p>{t('paper.formHint')}</p>
      <table className={classes.fields}>
        <tbody>
          {[t('paper.taker'), t('paper.received')].map((label) => (
            <Line key={label} label={label} />
          ))}
          {short.map((field) => (
            <Line
              key={field.key}
              label={
                field.kind === 'safety' ? t('paper.erase', { field: field.label }) : field.label
              }
            />
          ))}
        </tbody>
      </table>
      {long.map((field) => (
        <section key={field.key} className={classes.long}>
          <h3>{field.label}</h3>
          <div className={classes.lines} aria-hidden>
            {Array.from({ length: longLines }, (_, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: empty lines are alike
              <div key={line} />
            ))}
          </div>
        </section>
      ))}
      <section>
        <h3>{t('wishes.title')}</h3>
        <ul className={classes.checks}>
          <li>{t('paper.wantsUpdates')}</li>
          <li>{t('paper.noUpdates')}</li>
          <li>{t('paper.asksPolice')}</li>
          <li>{t('paper.anonymous')}</li>
          <li>{t('paper.escrow')}</li>
        </ul>
        <table className={classes.fields}>
          <tbody>
            <Line label={t('cases:wishes.doNotContact')} />
            <Line label={t('notToTell.label')} />
          </tbody>
        </table>
      </section>
      <section>
        <h3>{t('tell.title')}</h3>
        <ul className={classes.checks}>
          {playbook.tellReporter.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      </section>
      <p>
        <strong>{t('paper.destroy')}</strong>
      </p>
    </>
  )
}

const Line = ({ label }: { readonly label: string }) => (
  <tr>
    <th scope="row">{label}</th>
    <td />
  </tr>
)
