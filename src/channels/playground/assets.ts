import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express, { Router } from 'express';

const require = createRequire(import.meta.url);
const page = join(import.meta.dirname, 'page');

/** The libraries' own browser builds, as the packages bring them. */
const libraries: Readonly<Record<string, string>> = {
  'adaptivecards.js': require.resolve('adaptivecards/dist/adaptivecards.min.js'),
  'markdown-it.js': join(dirname(require.resolve('markdown-it/package.json')), 'dist/browser/markdown-it.umd.min.js'),
};

// The headers come from the router; a cached script beside a newer API would be a riddle, so nothing is kept.
const plain = { cacheControl: false, etag: false, lastModified: false };

/** The page itself: `/` and what lies under `/page/`. */
export const assets = (): Router => {
  const router = Router();
  router.get('/', (_req, res) => {
    res.sendFile('index.html', { root: page, ...plain });
  });
  router.get('/page/library/:file', (req, res, next) => {
    const path = Object.hasOwn(libraries, req.params.file) ? libraries[req.params.file] : undefined;
    if (path === undefined) next();
    else res.sendFile(path.slice(dirname(path).length + 1), { root: dirname(path), ...plain });
  });
  router.use('/page', express.static(page, { index: false, redirect: false, ...plain }));
  return router;
};
