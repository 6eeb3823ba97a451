# What `make bench` compares with, each in an environment of its own, pinned.

ANVIL := @foundry-rs/anvil@1.7.1

.PHONY: bench-peers

bench-peers: .venvs/eth-tester/.installed .venvs/anvil/.installed

.venvs/eth-tester/.installed: tests/benchmarks/requirements/eth-tester.txt
	rm -rf $(@D)
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

.venvs/anvil/.installed: tests/benchmarks/bench.mk
	@if npm --version >/dev/null 2>&1; then \
		rm -rf $(@D) && mkdir -p $(@D) && \
		npm install --prefix $(@D) --no-save --ignore-scripts --no-audit --no-fund \
			--no-progress --loglevel=error $(ANVIL) && touch $@; \
	else \
		echo "anvil needs Node with npm, which is not here: bench goes without it"; \
	fi
