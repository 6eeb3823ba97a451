# The real clients that tests/clients points at a node: each in an environment of its own, pinned.

JAVASCRIPT := tests/clients/javascript

.PHONY: clients clients-python clients-js test-clients

clients: clients-python clients-js

clients-python: .venvs/bittensor/.installed .venvs/asi/.installed

.venvs/%/.installed: tests/clients/requirements/%.txt
	rm -rf .venvs/$*
	$(PYTHON) -m venv .venvs/$*
	.venvs/$*/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

clients-js: $(JAVASCRIPT)/node_modules/.installed

$(JAVASCRIPT)/node_modules/.installed: $(addprefix $(JAVASCRIPT)/, package.json package-lock.json .npmrc)
	cd $(JAVASCRIPT) && npm ci --no-progress --loglevel=error
	@touch $@

test-clients: clients $(BIN)/.tested
	PYSUBTENSOR_REQUIRE_CLIENTS=1 $(BIN)/python -m pytest tests/clients $(ARGS)
