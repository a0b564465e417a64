import { notifications } from '@mantine/notifications'
import { RichTextEditor } from '@mantine/tiptap'
import Collaboration from '@tiptap/extension-collaboration'
import { useEditor } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { useTranslation } from 'react-i18next'
import type { Awareness } from 'y-protocols/awareness'
import type { Doc } from 'yjs'
import { textFragmentOf } from '../../../shared/document'
import { readNonce } from '../../hooks/nonce'
import { createOthersCursors } from './others-cursors'
import classes from './TextEditor.module.css'

/** What a link may point to. Nothing is opened from here; the address is evidence. */
const linkProtocols: readonly string[] = ['http:', 'https:', 'mailto:']

/** Three bytes a character at most stay below the limit of one entry. */
const maxPasteChars = 300_000

const isAllowedAddress = (address: string): boolean => {
  try {
    return linkProtocols.includes(new URL(address).protocol)
  } catch {
    return false
  }
}

interface TextEditorProps {
  readonly doc: Doc
  /** The cursors in it. */
  readonly awareness: Awareness
  readonly label: string
  readonly isEditable: boolean
  readonly onBlur: () => void
}

/** Rich text on a shared document. Undo takes back one's own writing only. */
export const TextEditor = ({ doc, awareness, label, isEditable, onBlur }: TextEditorProps) => {
  const { t } = useTranslation(['cases', 'common'])
  const editor = useEditor(
    {
      editable: isEditable,
      injectNonce: readNonce(),
      shouldRerenderOnTransaction: false,
      extensions: [
        StarterKit.configure({
          // Undo belongs to the shared document.
          undoRedo: false,
          // An empty line at the end would be an edit by whoever only reads.
          trailingNode: false,
          heading: { levels: [2, 3] },
          link: {
            openOnClick: false,
            autolink: false,
            isAllowedUri: (address) => isAllowedAddress(address),
          },
        }),
        Collaboration.configure({ fragment: textFragmentOf(doc) }),
        createOthersCursors(awareness),
      ],
      editorProps: {
        attributes: {
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': label,
          spellcheck: 'false',
        },
        handlePaste: (_view, event) => {
          const length = event.clipboardData?.getData('text/plain').length ?? 0
          if (length <= maxPasteChars) return false
          notifications.show({
            message: t('text.pasteTooLong'),
            color: 'red',
            role: 'alert',
            closeButtonProps: { 'aria-label': t('common:close') },
          })
          return true
        },
        handleDOMEvents: {
          click: preventFollowing,
          auxclick: preventFollowing,
        },
      },
      onBlur,
    },
    [doc, awareness, isEditable],
  )
  const controls = t('editor', { returnObjects: true })
  return (
    <RichTextEditor editor={editor} className={classes.editor ?? ''} labels={controls}>
      {isEditable && (
        <RichTextEditor.Toolbar sticky stickyOffset="var(--app-shell-header-offset, 0px)">
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Bold />
            <RichTextEditor.Italic />
            <RichTextEditor.Strikethrough />
          </RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.H2 />
            <RichTextEditor.H3 />
            <RichTextEditor.Blockquote />
            <RichTextEditor.BulletList />
            <RichTextEditor.OrderedList />
          </RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Link />
            <RichTextEditor.Unlink />
          </RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Undo />
            <RichTextEditor.Redo />
          </RichTextEditor.ControlsGroup>
        </RichTextEditor.Toolbar>
      )}
      <RichTextEditor.Content />
    </RichTextEditor>
  )
}

const preventFollowing = (_view: unknown, event: Event): boolean => {
  const isLink = event.target instanceof Element && event.target.closest('a') !== null
  if (isLink) event.preventDefault()
  return false
}
