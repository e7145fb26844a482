import { formatHex } from 'culori';
import postcss, { type AtRule, type Container, type Root } from 'postcss';

const COLOUR_CALL = /(oklch|oklab|lab|lch)\([^()]*\)/g;

/** The rest of a style sheet's at-rules carry conditions that Chromium 86 understands; these do not. */
function unwrap(rule: AtRule): void {
  if (rule.nodes) rule.replaceWith(rule.nodes);
  else rule.remove();
}

/** Tests for newer features: what stands inside them must not be needed, so it goes. */
const NEWER = /color-mix\(|oklch\(|oklab\(|\blab\(|lch\(|display-p3/;
/** Tailwind's test for browsers without registered properties: exactly our floor's case, so its content always holds. */
const WITHOUT_PROPERTY = /-webkit-hyphens|margin-trim/;

function flattenLayers(root: Root): void {
  // Innermost first, so that a layer inside a layer is free before its parent goes.
  const layers: AtRule[] = [];
  root.walkAtRules('layer', (rule) => {
    layers.unshift(rule);
  });
  for (const rule of layers) unwrap(rule);
}

function flattenConditions(root: Root): void {
  root.walkAtRules('property', (rule) => {
    rule.remove();
  });
  root.walkAtRules('supports', (rule) => {
    if (NEWER.test(rule.params)) rule.remove();
    else if (WITHOUT_PROPERTY.test(rule.params)) unwrap(rule);
  });
}

function computeColours(root: Root): void {
  root.walkDecls((declaration) => {
    const computed = declaration.value.replace(COLOUR_CALL, (call) => formatHex(call) ?? call);
    if (/color-mix\(|oklch\(|oklab\(/.test(computed)) declaration.remove();
    else declaration.value = computed;
  });
}

function dropEmpty(container: Container): void {
  container.each((node) => {
    if (!('nodes' in node) || node.nodes === undefined) return;
    dropEmpty(node as Container);
    if (node.nodes.length === 0) node.remove();
  });
}

/**
 * A compiled sheet as Chromium 86 can read it: cascade layers opened in their order, colours computed to sRGB,
 * registered properties and tests for newer features gone. A colour that cannot be computed loses its declaration.
 */
export function flattenPublicCss(css: string): string {
  const root = postcss.parse(css);
  flattenLayers(root);
  flattenConditions(root);
  computeColours(root);
  dropEmpty(root);
  return root.toString();
}
