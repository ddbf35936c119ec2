import type { templates as english } from '../en/templates'
import type { Translated } from '../messageTypes'

export const templates: Translated<typeof english> = {
  search: '搜索模板',
  allCategories: '所有类别',
  reading: '正在读取模板…',
  serverSilent: '无法从服务器获取模板。',
  none: '此服务器没有模板。',
  unknown: '服务器没有这个模板。',
  noMatch: '没有匹配的模板。'
}
