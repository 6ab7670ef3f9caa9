camera { location <0, 2, -5> look_at <0, 0.5, 0> }
light_source { <10, 10, -10> rgb 1 }
plane { y, 0 pigment { checker rgb 0.2, rgb 0.9 } finish { reflection 0.2 } }
#declare I = 0;
#while (I < 20)
  sphere { <sin(I), 0.5 + mod(I, 5) / 3, cos(I * 1.7)>, 0.3 pigment { rgb <I / 20, 1 - I / 20, 0.5> } finish { phong 0.8 reflection 0.3 } }
  #declare I = I + 1;
#end
