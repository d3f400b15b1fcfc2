'use strict';

/*
 * Microsoft's names lead to the fake on this machine, for whoever loads this: nothing of the program is changed or told, it asks
 * for the same addresses and checks the same certificates. In a child process: NODE_OPTIONS=--require=<this file>, with
 * FAKE_AUTHORITY=<port> and NODE_EXTRA_CA_CERTS=<the fake's certificate>.
 */
const https = require('node:https');

const HOSTS = new Set(['login.microsoftonline.com', 'login.botframework.com', 'api.botframework.com']);

const redirect = (port, ca) => {
  class Redirected extends https.Agent {
    createConnection(options, callback) {
      const { host } = options;
      if (!HOSTS.has(host)) return super.createConnection(options, callback);
      const here = { ...options, host: '127.0.0.1', port, servername: host, ...(ca ? { ca } : {}) };
      return super.createConnection(here, callback);
    }
  }
  https.globalAgent = new Redirected({ keepAlive: true });
};

module.exports = { redirect };
if (process.env.FAKE_AUTHORITY) redirect(Number(process.env.FAKE_AUTHORITY));
