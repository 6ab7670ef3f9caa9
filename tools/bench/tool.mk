# The benchmark driver; scripts/bench builds the kernels and calls it.
$(BUILD)/tools/bench: tools/bench/bench.c
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -O1 -g -Wall -Wextra -Werror -o $@ $< -lm
