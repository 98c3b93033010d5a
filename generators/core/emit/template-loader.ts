/** Where templates come from: files, compiled when first used. A bundle replaces this module by one that has them in it. */
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { TEMPLATE_OPTIONS } from './template-options.ts';

/** The template of that path below `templates/`, without `.hbs`. */
export const loadTemplate = (name: string): Handlebars.TemplateDelegate => {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`../../../templates/${name}.hbs`, import.meta.url), 'utf8');
  const template = Handlebars.compile(text, TEMPLATE_OPTIONS);
  loaded.set(name, template);
  return template;
};

const loaded = new Map<string, Handlebars.TemplateDelegate>();
