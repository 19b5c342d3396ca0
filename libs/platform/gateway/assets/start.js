// Starts GraphiQL with the tour's tabs. What was edited is kept in the browser until the tour itself changes;
// the token lives as long as the browser's tab.
/* global React, ReactDOM, GraphiQL */
(() => {
  const settings = JSON.parse(document.getElementById('settings').textContent);
  const token = document.getElementById('token');
  token.value = sessionStorage.getItem('token') ?? '';
  token.addEventListener('input', () => sessionStorage.setItem('token', token.value.trim()));

  const prefix = `disclosure:${settings.version}:`;
  const ownKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  const storage = {
    get length() { return ownKeys().length; },
    getItem: (key) => localStorage.getItem(prefix + key),
    setItem: (key, value) => localStorage.setItem(prefix + key, value),
    removeItem: (key) => localStorage.removeItem(prefix + key),
    clear: () => ownKeys().forEach((key) => localStorage.removeItem(key)),
  };

  const signedIn = (url, init) => {
    const headers = new Headers(init.headers);
    const value = token.value.trim().replace(/^Bearer\s+/i, '');
    if (value !== '' && !headers.has('authorization')) headers.set('authorization', `Bearer ${value}`);
    return fetch(url, { ...init, headers });
  };
  const graphiql = React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql', fetch: signedIn }),
    defaultTabs: settings.tabs,
    storage,
    defaultEditorToolsVisibility: 'variables',
  });
  ReactDOM.createRoot(document.getElementById('graphiql')).render(graphiql);
})();
