# Tests of interp/.
$(BUILD)/insns-test: $(BUILD)/src/interp/t/insns.o $(BUILD)/libdragoman.a
	$(CC) $(LDFLAGS) -o $@ $^ -lm
TESTS += $(BUILD)/insns-test
