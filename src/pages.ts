import { createHash } from 'node:crypto';
import { Router } from 'express';
import MarkdownIt from 'markdown-it';
import type { Lang } from './domain/ids.ts';
import { PAGES, pageTexts, pathOf, type Page } from './text/pages.ts';

/** What this is, what becomes of one's data, and on what terms: plain pages, in Swedish with English below, whole as they are. */

const style =
  ':root{color-scheme:light dark}body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.6 system-ui,sans-serif}' +
  'nav a{margin-right:1rem}section+section{margin-top:3rem;border-top:1px solid;padding-top:1rem}';

const headers = {
  'Content-Security-Policy':
    `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // Kept, and asked for again each time: the playground may have the first address tomorrow.
  'Cache-Control': 'no-cache',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const markdown = new MarkdownIt();

const section = (page: Page, lang: Lang): string => {
  const { title, paragraphs } = pageTexts[lang][page];
  const links = PAGES.map((one) => `<a href="${one}">${pageTexts[lang][one].short}</a>`).join('');
  const heading = lang === 'sv' ? 'h1' : 'h2';
  const body = markdown.render(paragraphs.join('\n\n'));
  return `<section lang="${lang}"><${heading}>${title}</${heading}>${body}<nav aria-label="Handslag (${lang})">${links}</nav></section>`;
};

const document = (page: Page): string =>
  '<!doctype html><html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">' +
  `<title>${pageTexts.sv[page].title} – Handslag</title><style>${style}</style></head>` +
  `<body><main>${section(page, 'sv')}${section(page, 'en')}</main></body></html>\n`;

/** @param home whether `/` is the first of them; the playground has it where there is one */
export const pages = (home: boolean): Router => {
  const router = Router();
  for (const page of PAGES) {
    const html = document(page);
    router.get(page === 'about' && home ? ['/', pathOf(page)] : pathOf(page), (_req, res) => {
      res.set(headers).type('html').send(html);
    });
  }
  return router;
};
