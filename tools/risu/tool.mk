# risu and, for each guest, the harness. make risu runs a million random instructions of each guest:
#   make risu N=100000 SEED=7 GUEST=riscv64
RISU         := $(wildcard tools/risu/*.c)
RISU_HARNESS := tools/risu/harness
N            ?= 1000000
SEED         ?= 1
GUEST        ?= $(GUESTS)

$(BUILD)/tools/risu: $(RISU) $(wildcard tools/risu/*.h) tools/insntest/aarch64.c tools/insntest/riscv64.c $(BUILD)/libdragoman.a
	@mkdir -p $(@D)
	$(CC) $(filter-out -MMD -MP,$(CFLAGS)) $(LDFLAGS) -o $@ $(RISU) tools/insntest/aarch64.c tools/insntest/riscv64.c \
	    $(BUILD)/libdragoman.a -lm

$(BUILD)/tools/risu-harness-%: $(RISU_HARNESS)/harness.c $(RISU_HARNESS)/state.c $(RISU_HARNESS)/%.c $(ORACLE)/%.c \
    $(RISU_HARNESS)/harness.h tools/risu/stream.h $(ORACLE)/oracle.h $(ORACLE)/arch.h
	@mkdir -p $(@D)
	$*-linux-gnu-gcc -std=gnu11 -O1 -static -Wall -Wextra -Werror -o $@ $(filter %.c,$^)

RISU_PROGRAMS := $(BUILD)/tools/risu $(GUESTS:%=$(BUILD)/tools/risu-harness-%)
risu: all $(RISU_PROGRAMS)
	@scripts/deps test
	for guest in $(GUEST); do $(BUILD)/tools/risu --build $(BUILD) --count $(N) --seed $(SEED) $$guest || exit; done
