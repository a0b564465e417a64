import { ipcRenderer } from 'electron'
import { handOverPorts } from './hand-over-ports'

handOverPorts(ipcRenderer, window)
