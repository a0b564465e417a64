export { CommitteePage } from './CommitteePage'
export { PlaybookEditorPage } from './PlaybookEditorPage'
export { PlaybookPage } from './PlaybookPage'
