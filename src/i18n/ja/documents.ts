import type { documents as english } from '../en/documents'
import type { Translated } from '../messageTypes'

export const documents: Translated<typeof english> = {
  linksRemoved: '壊れたリンクを {count} 件削除しました。',
  noObject: 'ワークフローではありません。ワークフローは JSON オブジェクトです。',
  noNodeList: 'ワークフローではありません。ノードの一覧が配列ではありません。',
  noWorkflow:
    'ワークフローではありません。ノードとリンクも、API 形式のプロンプトも含まれていません。',
  tooManyNodes: 'ワークフローには {count} 個のノードがあります。開けるのは {most} 個までです。',
  badSubgraph: 'ID のない、または ID が重複するサブグラフ定義を省きました。',
  unreadNode: 'ノード {id}（{type}）を完全には読み込めませんでした。',
  namelessClasses: 'プロンプトの一部の項目にクラス名がありません。',
  groupNode: 'グループノード「{name}」をサブグラフに変換しました。',
  noNodes: 'ノード一覧の {count} 件はノードではないため省きました。',
  doubleLink: 'リンク {id} がリンク表に 2 回あります。',
  doubleNode: '2 つのノードの ID が {id} でした。2 つ目は {next} になり、リンクはありません。',
  selfSubgraph: 'サブグラフ「{name}」が自身を含んでいたため、そのノードを省きました。',
  linkRestored: 'リンク {id} がリンク表になかったため、スロットから復元しました。',
  tooDeep: '入れ子が深すぎるため、ワークフローとして開けません。',
  tooLarge: '大きすぎるため開けません。',
  cantOpen: 'ワークフローを開けません',
  cantOpenPasted: '貼り付けた内容を開けません',
  cantKeepDrafts: 'このブラウザーでは下書きを保存できません',
  cantRestore: '「{name}」を復元できませんでした',
  saveDraft: '下書きをファイルに保存',
  cantKeepDraftsDetail:
    'このページを開いている間は何も失われません。大切なものを保存するか、ディスクの空きを増やしてください：{detail}',
  cantKeepDraft: '「{name}」の下書きを保存できませんでした',
  positivePrompt: 'ポジティブプロンプト',
  negativePrompt: 'ネガティブプロンプト',
  cantStart: 'アプリを起動できませんでした：{detail}'
}
