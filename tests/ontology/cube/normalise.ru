# The RDF Data Cube Vocabulary (W3C Recommendation), section 10.2: a cube in its abbreviated form is written out before
# it is checked. First what the properties say of types, then what is attached to a data set or a slice.
PREFIX qb: <http://purl.org/linked-data/cube#>
INSERT { ?x a qb:Observation } WHERE { { ?any qb:observation ?x } UNION { ?x qb:dataSet ?any } } ;
INSERT { ?x a qb:Slice } WHERE { ?any qb:slice ?x } ;
INSERT { ?component qb:componentProperty ?x . ?x a qb:DimensionProperty } WHERE { ?component qb:dimension ?x } ;
INSERT { ?component qb:componentProperty ?x . ?x a qb:MeasureProperty } WHERE { ?component qb:measure ?x } ;
INSERT { ?component qb:componentProperty ?x . ?x a qb:AttributeProperty } WHERE { ?component qb:attribute ?x } ;
INSERT { ?observation ?property ?value } WHERE {
  ?component qb:componentProperty ?property ; qb:componentAttachment qb:DataSet .
  ?set qb:structure/qb:component ?component ; ?property ?value .
  ?observation qb:dataSet ?set .
} ;
INSERT { ?observation ?property ?value } WHERE {
  ?component qb:componentProperty ?property .
  { ?component qb:componentAttachment qb:Slice } UNION { ?property a qb:DimensionProperty }
  ?set qb:structure/qb:component ?component ; qb:slice ?slice .
  ?slice ?property ?value ; qb:observation ?observation .
}
