import { expect, it } from 'vitest'
import { makeApi } from './fakeServer'

it('replacements of node types are read entry by entry; a server without has none', async () => {
  const { api } = makeApi({
    'GET /api/node_replacements': {
      json: {
        Old: [
          {
            new_node_id: 'New',
            old_node_id: 'Old',
            old_widget_ids: ['a'],
            input_mapping: [
              { new_id: 'b', old_id: 'a' },
              { new_id: 'c', set_value: 1 }
            ],
            output_mapping: [{ new_idx: 1, old_idx: 0 }]
          },
          'odd'
        ],
        Odd: 7,
        Plain: [{ new_node_id: 'New', old_widget_ids: null }]
      }
    }
  })
  expect(await api.getNodeReplacements()).toEqual({
    Old: [
      {
        newType: 'New',
        oldWidgets: ['a'],
        inputs: [
          { name: 'b', from: 'a' },
          { name: 'c', value: 1 }
        ],
        outputs: [{ to: 1, from: 0 }]
      }
    ],
    Odd: [],
    Plain: [{ newType: 'New', oldWidgets: null, inputs: null, outputs: null }]
  })
  const { api: older } = makeApi({})
  expect(await older.getNodeReplacements()).toEqual({})
})
