// Building elements. Text goes in as text nodes only, so that no value can become markup.

const SvgNamespace = 'http://www.w3.org/2000/svg';

/** An HTML element: properties are attributes, `onclick` and the like listeners, `style` an object of CSS properties. */
export const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);

/** The same for SVG. */
export const s = (tag, properties, ...children) => fill(document.createElementNS(SvgNamespace, tag), properties, children);

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') for (const [property, to] of Object.entries(value)) element.style.setProperty(property, to);
    else if (name === 'value' && 'value' in element) element.value = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** Puts other children in the place of those that are there. */
export function replace(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** Says something to those who do not see the page. */
export function say(text) {
  document.getElementById('said').textContent = text;
}

/** Calls once things have been quiet for a moment. */
export function debounce(action, milliseconds) {
  let timer = 0;
  const later = (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...args), milliseconds);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}
