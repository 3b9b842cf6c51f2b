// What stands in the place of idb-keyval where set-up could not bring it: a browser that keeps nothing.

const refuse = () => {
  throw new Error("idb-keyval was not brought by set-up: run make setup where npm's packages can be had");
};
export { refuse as createStore, refuse as get, refuse as update };
