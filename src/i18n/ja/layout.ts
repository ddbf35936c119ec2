import type { layout as english } from '../en/layout'
import type { Translated } from '../messageTypes'

export const layout: Translated<typeof english> = {
  workflowPanel: '前面のワークフロー',
  panels: 'パネル',
  workflows: 'ワークフロー',
  assets: 'アセット',
  models: 'モデル',
  nodes: 'ノード',
  templates: 'テンプレート',
  settings: '設定',
  packDialog: 'ノードパックからのメッセージ',
  packFailed: 'ノードパックでエラーが発生しました',
  packBar: 'ノードパック',
  packPanelFailed: 'パネル「{name}」でエラーが起きました'
}
