import { Extension } from '@tiptap/core'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'
import classes from './TextEditor.module.css'
import { colourOf } from './text-cursors'

/** The page's policy forbids styles on elements: colours are classes. */
const colourClass = (number: number): string => classes[`colour${colourOf(number)}`] ?? ''

const drawCursor = ({ name }: { readonly name: string }, number: number): HTMLElement => {
  const cursor = document.createElement('span')
  cursor.className = `${classes.cursor} ${colourClass(number)}`
  // Read aloud above the text, not in the middle of a word.
  cursor.setAttribute('aria-hidden', 'true')
  const label = document.createElement('span')
  label.className = classes.cursorName ?? ''
  label.textContent = name
  cursor.append(label)
  return cursor
}

/** Draws the cursors of others, and tells where the own one is. */
export const createOthersCursors = (awareness: Awareness): Extension =>
  Extension.create({
    name: 'othersCursors',
    addProseMirrorPlugins: () => [
      yCursorPlugin(awareness, {
        cursorBuilder: drawCursor,
        selectionBuilder: (_user, number) => ({
          class: `${classes.selection} ${colourClass(number)}`,
        }),
      }),
    ],
  })
