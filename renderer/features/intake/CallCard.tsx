import { useTranslation } from 'react-i18next'
import { fillTemplate, type Playbook } from '../../../shared/domain/playbook'
import classes from './paper.module.css'

interface CallCardProps {
  readonly committee: string
  readonly playbook: Playbook
}

/** One page by the telephone: what to say, what to do when someone hesitates or is in danger. */
export const CallCard = ({ committee, playbook }: CallCardProps) => {
  const { t } = useTranslation('intake')
  const fill = (template: string) =>
    fillTemplate(template, { committee, event: committee, others: t('anotherMember') })
  const { callScript, tellReporter, hesitantLadder, immediateDanger } = playbook
  return (
    <>
      <h2>{t('paper.cardTitle', { committee })}</h2>
      <section className={classes.boxed}>
        <h3>{t('danger.title')}</h3>
        <table>
          <tbody>
            {immediateDanger.numbers.map(({ id, label, number }) => (
              <tr key={id}>
                <th scope="row">{label}</th>
                <td>{number.trim() === '' ? <span className={classes.blank} /> : number}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <ul>
          {immediateDanger.guidance.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
        <p>
          <strong>{immediateDanger.lawEnforcementRule}</strong>
        </p>
      </section>
      <section>
        <h3>{t('aside.script')}</h3>
        <ol>
          {callScript.map((prompt) => (
            <li key={prompt.id}>
              “{fill(prompt.say)}”{prompt.advice !== undefined && <small>{prompt.advice}</small>}
            </li>
          ))}
        </ol>
        <p>{playbook.scope.outOfScopeAdvice}</p>
      </section>
      <section>
        <h3>{t('tell.title')}</h3>
        <ul className={classes.checks}>
          {tellReporter.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      </section>
      {hesitantLadder.length > 0 && (
        <section>
          <h3>{t('ladder.title')}</h3>
          <ol>
            {hesitantLadder.map((step) => (
              <li key={step.id}>
                “{fill(step.say)}”{step.warning !== undefined && <small>{step.warning}</small>}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}
