import { contextBridge, ipcRenderer } from 'electron'
import { installBridge } from './install-bridge'

installBridge(contextBridge, ipcRenderer)
