import type { documents as english } from '../en/documents'
import type { Translated } from '../messageTypes'

export const documents: Translated<typeof english> = {
  linksRemoved: '已移除 {count} 条断开的连线。',
  noObject: '这不是工作流：工作流应为 JSON 对象。',
  noNodeList: '这不是工作流：其节点列表不是列表。',
  noWorkflow: '这不是工作流：既没有节点和连线，也没有 API 格式的提示。',
  tooManyNodes: '工作流有 {count} 个节点；最多可打开 {most} 个。',
  badSubgraph: '已略过一个没有 ID 或 ID 重复的子图定义。',
  unreadNode: '无法完整读取节点 {id}（{type}）。',
  namelessClasses: '提示中的部分条目没有类名。',
  groupNode: '组节点“{name}”已变为子图。',
  noNodes: '节点列表中有 {count} 个条目不是节点，已略过。',
  doubleLink: '连线 {id} 在连线表中出现两次。',
  doubleNode: '两个节点的 ID 均为 {id}；第二个现为 {next}，且没有连线。',
  selfSubgraph: '子图“{name}”包含了自身；该节点已略过。',
  linkRestored: '连线 {id} 不在连线表中，已根据插槽恢复。',
  tooDeep: '文档嵌套过深，不是工作流。',
  tooLarge: '文档过大，无法打开。',
  cantOpen: '无法打开工作流',
  cantOpenPasted: '无法打开粘贴的内容',
  cantKeepDrafts: '无法在此浏览器中保存草稿',
  cantRestore: '无法恢复“{name}”',
  saveDraft: '将草稿另存为文件',
  cantKeepDraftsDetail: '此页面打开期间不会丢失任何内容。请保存重要内容，或释放磁盘空间：{detail}',
  cantKeepDraft: '无法保存“{name}”的草稿',
  positivePrompt: '正向提示词',
  negativePrompt: '负向提示词',
  cantStart: '应用无法启动：{detail}'
}
