// Plain JavaScript, preloaded by the npm scripts: an older Node stops at the first TypeScript file with an error that
// helps nobody. `npm ci` brings Node 24 and npm puts it first on the PATH of its scripts, so this speaks only when a
// script is run by hand or when the install scripts were switched off.
import * as modules from 'node:module';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `This needs Node 24 or newer and runs on ${process.versions.node}. Either \`npm ci\` (it brings Node 24 along) and ` +
      'then the npm script, such as `npm start`, or install Node 24.',
  );
  process.exit(2);
}
// The second start need not compile what the first one did: about a third less until it is ready.
modules.enableCompileCache?.();
