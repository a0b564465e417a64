import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Playbook } from '../../../shared/domain/playbook'
import { SampleReport } from '../../../shared/domain/sample-report'
import type { DemoStage } from './play-demo'
import { loadWords } from './words'

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** The words, sample reports and playbook that the demo plays with, from the app's resources. */
export const loadDemoFiles = (
  resources: string,
): Pick<DemoStage, 'words' | 'samples' | 'channelLabel'> => {
  const sample = (name: string): SampleReport =>
    SampleReport.parse(readJson(join(resources, 'samples', `${name}.json`)))
  const playbook = Playbook.parse(readJson(join(resources, 'playbooks', 'elastic.json')))
  return {
    words: loadWords(join(resources, 'locales', 'en')),
    channelLabel: (channel) => playbook.channels.find(({ id }) => id === channel)?.label ?? channel,
    samples: {
      call: sample('call'),
      'written-report': sample('written-report'),
      anonymous: sample('anonymous'),
      escrow: sample('escrow'),
    },
  }
}
