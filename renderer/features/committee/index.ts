export { PlaybookEditorPage } from './PlaybookEditorPage'
export { PlaybookPage } from './PlaybookPage'
