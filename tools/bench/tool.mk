# The benchmark driver; scripts/bench builds the kernels and calls it.
$(BUILD)/tools/bench: tools/bench/bench.c
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -O1 -g -Wall -Wextra -Werror -o $@ $< -lm

# The same for short programs; scripts/bench-programs calls it.
$(BUILD)/tools/short: tools/bench/short.c
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -O1 -g -Wall -Wextra -Werror -o $@ $<
