import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import { layersRule } from './scripts/eslint/layers.js'
import { reasonsRule } from './scripts/eslint/reasons.js'
import { noSingleRunRule } from './scripts/eslint/singleRun.js'

const house = {
  rules: { layers: layersRule, 'no-single-run': noSingleRunRule, reasons: reasonsRule }
}

export default tseslint.config(
  { ignores: ['dist', 'dist-server', 'data', 'coverage', 'tests-ui/fixtures', 'node_modules'] },
  { linterOptions: { reportUnusedDisableDirectives: 'off' } },
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue}'],
    plugins: { house, '@typescript-eslint': tseslint.plugin },
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'house/layers': 'error',
      'house/no-single-run': 'error',
      'house/reasons': 'error'
    }
  },
  {
    // With types; oxlint holds files without a template to the same rules, in a tenth of the time.
    files: ['**/*.vue'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue']
      }
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } }
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true }
      ]
    }
  },
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  {
    files: ['**/*.vue'],
    rules: {
      'vue/multi-word-component-names': 'off',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/define-macros-order': 'error',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multiline-html-element-content-newline': 'off'
    }
  },
  {
    files: ['src/stores/execution/singleRunGetters.ts', 'src/extensions/**/*.ts'],
    rules: { 'house/no-single-run': 'off' }
  },
  {
    files: ['tests-ui/**/*.ts', 'browser_tests/**/*.ts', 'bench/**/*.ts'],
    rules: { 'house/no-single-run': 'off', 'house/layers': 'off' }
  }
)
