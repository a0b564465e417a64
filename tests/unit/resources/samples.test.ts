import { describe, expect, it } from 'vitest'
import { IntakeDraft } from '../../../shared/domain/intake'
import { SampleReport } from '../../../shared/domain/sample-report'
import { listJson, readJson, shippedPlaybook } from '../../support/playbook-files'

const load = (id: string): SampleReport => SampleReport.parse(readJson(`samples/${id}.json`))
const samples = ['call', 'written-report', 'anonymous', 'escrow'].map(load)

/** What the intake screens would hold after somebody typed the sample in. */
const draftOf = (sample: SampleReport) => {
  const { location = '', clothing = '', meetingPlace = '', when = '', ...fields } = sample.fields
  return {
    mode: sample.mode,
    ...(sample.mode === 'anonymous' ? {} : { reporter: { pronouns: '', ...sample.reporter } }),
    ...(sample.mode === 'escrow' ? { wakeWord: sample.wakeWord } : {}),
    channel: sample.channel,
    note: sample.note,
    fields,
    people: sample.people.map((person) => ({ employer: '', pronouns: '', ...person })),
    wishes: { doNotContact: '', ...sample.wishes },
    told: [],
    ladder: [],
    otherMember: '',
    notToTell: [],
    seenElsewhere: sample.seenElsewhere ?? [],
    takedowns: sample.takedowns ?? [],
    emergency: sample.emergency
      ? { ...sample.emergency, calledWhom: '', lawEnforcementAskedByReporter: false }
      : null,
    scope: 'event',
    category: '',
    urgency: 'routine',
    safety: { location, clothing, meetingPlace },
    occurred: when,
    receivedAtMs: Date.parse(sample.receivedAt),
  }
}

describe('the sample reports', () => {
  it('are one of each kind, each in a file named by its id', () => {
    expect(listJson('samples')).toEqual([
      'anonymous.json',
      'call.json',
      'escrow.json',
      'written-report.json',
    ])
    expect(samples.map(({ id, kind }) => [id, kind])).toEqual([
      ['call', 'call'],
      ['written-report', 'written-report'],
      ['anonymous', 'anonymous'],
      ['escrow', 'escrow'],
    ])
    expect(samples.map(({ mode }) => mode)).toEqual(['named', 'named', 'anonymous', 'escrow'])
  })

  it('fit into the intake as it is, whole', () => {
    for (const sample of samples) {
      const draft = draftOf(sample)
      expect(IntakeDraft.parse(draft)).toEqual(draft)
    }
  })

  it('come by channels that every playbook has', () => {
    for (const id of ['elastic', 'kubernetes', 'own']) {
      const channels = shippedPlaybook(id).channels.map((channel) => channel.id)
      for (const sample of samples) expect(channels).toContain(sample.channel)
    }
  })

  it('were received after they happened', () => {
    for (const { occurredAt, receivedAt } of samples)
      expect(Date.parse(receivedAt)).toBeGreaterThan(Date.parse(occurredAt))
  })

  it('[R13] the anonymous one holds nobody’s contact anywhere', () => {
    const text = JSON.stringify(load('anonymous'))
    expect(text).not.toMatch(/@|\+\d+ \d|reporterName|"role":"impacted"/)
  })

  it('[R6, R10, R16] between them show safety notes, a takedown and an emergency', () => {
    const [call, written] = samples
    expect(call?.fields).toMatchObject({
      location: expect.any(String),
      clothing: expect.any(String),
      meetingPlace: expect.any(String),
    })
    expect(call?.emergency).toBeDefined()
    expect(written?.takedowns).toHaveLength(1)
    expect(written?.seenElsewhere).toHaveLength(1)
  })

  it('use addresses and numbers that belong to nobody', () => {
    const addresses = JSON.stringify(samples).match(/[\w.]+@[\w.]+\.\w+/g) ?? []
    expect(addresses.length).toBeGreaterThan(0)
    for (const address of addresses) expect(address).toMatch(/@example\.(org|net|com)$/)
  })
})
