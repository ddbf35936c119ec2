import type { Translation } from '../messageTypes'
import { about } from './about'
import { assets } from './assets'
import { canvas } from './canvas'
import { commands } from './commands'
import { common } from './common'
import { connection } from './connection'
import { console } from './console'
import { documents } from './documents'
import { errors } from './errors'
import { help } from './help'
import { inspector } from './inspector'
import { jobs } from './jobs'
import { keys } from './keys'
import { layout } from './layout'
import { mask } from './mask'
import { menus } from './menus'
import { missing } from './missing'
import { models } from './models'
import { nodes } from './nodes'
import { notices } from './notices'
import { palettes } from './palettes'
import { runs } from './runs'
import { saved } from './saved'
import { server } from './server'
import { services } from './services'
import { settings } from './settings'
import { sidebar } from './sidebar'
import { tabs } from './tabs'
import { templates } from './templates'
import { time } from './time'
import { users } from './users'
import { viewer } from './viewer'
import { widgets } from './widgets'

export const messages: Translation = {
  about,
  assets,
  canvas,
  commands,
  common,
  connection,
  console,
  documents,
  errors,
  help,
  inspector,
  jobs,
  keys,
  layout,
  mask,
  menus,
  missing,
  models,
  nodes,
  notices,
  palettes,
  runs,
  saved,
  server,
  services,
  settings,
  sidebar,
  tabs,
  templates,
  time,
  users,
  viewer,
  widgets
}
