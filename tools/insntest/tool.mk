# insntest and, for each guest whose cross compiler is there, the oracle (see outside.c).
INSNTEST := $(wildcard tools/insntest/*.c)
ORACLE   := tools/insntest/oracle

$(BUILD)/tools/insntest: $(INSNTEST) tools/insntest/insntest.h $(ORACLE)/oracle.h $(BUILD)/libdragoman.a
	@mkdir -p $(@D)
	$(CC) $(filter-out -MMD -MP,$(CFLAGS)) $(LDFLAGS) -Itools/insntest -o $@ $(INSNTEST) $(BUILD)/libdragoman.a -lm

$(BUILD)/tools/oracle-%: $(ORACLE)/oracle.c $(ORACLE)/%.c $(ORACLE)/oracle.h $(ORACLE)/arch.h
	@mkdir -p $(@D)
	$*-linux-gnu-gcc -std=gnu11 -O1 -static -Wall -Wextra -Werror -o $@ $(ORACLE)/oracle.c $(ORACLE)/$*.c

TESTS += test-insn
