// What a service worker has and a page has not.

declare const MANIFEST: { version: string; entries: { url: string; digest: string }[] };
declare const registration: ServiceWorkerRegistration;
declare function skipWaiting(): Promise<void>;

interface DedicatedWorkerGlobalScopeEventMap {
  install: ExtendableEvent;
  activate: ExtendableEvent;
  fetch: FetchEvent & { preloadResponse: Promise<Response | undefined> };
}
