/**
 * How the official renderer is to draw a card. The colours are the page's own CSS variables: changing the theme
 * then repaints a card without drawing it anew, and nothing that somebody is typing is lost.
 */

/** @param {string} name */
const color = (name) => ({
  default: `var(--card-${name})`,
  subtle: `var(--card-${name}-subtle)`,
  highlightColors: { default: 'var(--warn-soft)', subtle: 'var(--warn-soft)' },
});

const foregroundColors = {
  default: color('text'),
  dark: color('text'),
  light: color('text'),
  accent: color('accent'),
  good: color('good'),
  warning: color('warn'),
  attention: color('danger'),
};

/** @param {string} background */
const container = (background) => ({
  backgroundColor: background,
  borderColor: 'var(--line)',
  foregroundColors,
});

export const hostConfig = {
  fontFamily: 'inherit',
  fontTypes: {
    default: {
      fontFamily: 'inherit',
      fontSizes: { small: 13, default: 15, medium: 16, large: 19, extraLarge: 24 },
      fontWeights: { lighter: 400, default: 400, bolder: 640 },
    },
    monospace: {
      fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
      fontSizes: { small: 12, default: 14, medium: 15, large: 18, extraLarge: 22 },
      fontWeights: { lighter: 400, default: 400, bolder: 640 },
    },
  },
  lineHeights: { small: 19, default: 23, medium: 24, large: 26, extraLarge: 31 },
  spacing: { small: 6, default: 12, medium: 18, large: 26, extraLarge: 36, padding: 20 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  imageSizes: { small: 40, medium: 80, large: 160 },
  containerStyles: {
    default: container('transparent'),
    emphasis: container('var(--card-emphasis)'),
    accent: container('var(--accent-soft)'),
    good: container('var(--good-soft)'),
    warning: container('var(--warn-soft)'),
    attention: container('var(--danger-soft)'),
  },
  textBlock: { headingLevel: 3 },
  textStyles: { heading: { size: 'large', weight: 'bolder' }, columnHeader: { weight: 'bolder' } },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: '\u{a0}*', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', size: 'small', weight: 'bolder' },
  },
  factSet: {
    title: { color: 'default', isSubtle: true, weight: 'default', wrap: true, maxWidth: 170 },
    value: { color: 'default', weight: 'default', wrap: true },
    spacing: 20,
  },
  actions: {
    maxActions: 8,
    spacing: 'medium',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
    showCard: { actionMode: 'inline', inlineTopMargin: 18, style: 'emphasis' },
  },
};
