import type { models as english } from '../en/models'
import type { Translated } from '../messageTypes'

export const models: Translated<typeof english> = {
  search: '搜索模型',
  tree: '按文件夹排列的模型',
  model: '模型',
  add: '添加到图表',
  copyEmbedding: '复制为提示词文本',
  noLoader: '此服务器没有加载“{folder}”文件的节点',
  loadedBy: '由 {name} 加载',
  folderEmpty: '没有文件',
  folderSilent: '无法读取。',
  missing: '此服务器不列出它的模型。',
  none: '此服务器没有模型：它的节点不需要模型。',
  hint: '点击模型可添加其加载节点，也可将其拖到画布或节点上。'
}
